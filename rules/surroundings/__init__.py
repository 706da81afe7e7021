"""What an environment bureau publishes besides air and monitoring: key polluters, assessments of projects, water, forecasts."""
