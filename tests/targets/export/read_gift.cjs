// Print the questions of a GIFT file from standard input as JSON, as gift-pegjs reads them.
const { parse } = require(process.argv[2] + "/gift-pegjs");
process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));
