// Unpacks the packaged browser once and prints its path and the arguments it wants, as one JSON line.
import chromium from "@sparticuz/chromium";

console.log(JSON.stringify({ path: await chromium.executablePath(), args: chromium.args }));
