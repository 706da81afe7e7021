// crawlee for JavaScript: every link of a page that stays on its host is followed, title and text become rows of its dataset.
//     node crawlee_cheerio.cjs FOLDER

const { readFileSync } = require('fs');
const path = require('path');
const { CheerioCrawler, Configuration, log } = require('crawlee');

const folder = process.argv[2];
log.setLevel(log.LEVELS.OFF);
Configuration.getGlobalConfig().set('storageClientOptions', { localDataDirectory: path.join(folder, 'storage') });

const crawler = new CheerioCrawler({
    maxRequestRetries: 0,
    maxConcurrency: 64,
    additionalMimeTypes: ['*/*'],
    respectRobotsTxtFile: true,
    async requestHandler({ request, $, enqueueLinks, pushData }) {
        if (!$) return;
        await pushData({ url: request.url, title: $('title').text(), text: $('body').text().replace(/\s+/g, ' ') });
        await enqueueLinks({ strategy: 'same-origin' });
    },
});

crawler.run(readFileSync(path.join(folder, 'homes.txt'), 'utf8').split('\n')).then(() => process.exit(0));
