"""Land and houses taken for the public: the notices of each project, and what each must tell."""
