// Brine.Bench predict FOLDER | kinds FOLDER | pickles FOLDER PATTERN SECONDS | codecs FOLDER FILE:CODEC:LEVEL... | files FOLDER SECONDS |
// huge FILE | numbers FILE | peak STEP FILE OUT | parquet IN OUT |
// train FOLDER ROWS TARGET THREADS VERSION: the .NET half of the scripts in bench/, which make the folder and print the tables.
return args switch
{
    ["predict", string folder] => PredictBench.Run(folder),
    ["kinds", string folder] => KindsBench.Run(folder),
    ["pickles", string folder, string pattern, string seconds] =>
        PickleBench.Run(folder, pattern, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["codecs", string folder, .. string[] files] => CodecBench.Run(folder, files),
    ["files", string folder, string seconds] =>
        FilesBench.Run(folder, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["parquet", string source, string target] => await ParquetBench.Run(source, target),
    ["train", string folder, string rows, string target, string threads, string version] =>
        TrainBench.Run(folder, rows, target, threads, version),
    ["numbers", string file] => NumbersBench.Run(file),
    ["peak", string step, string file, string target] => PeakBench.Run(step, file, target),
    ["huge", string file] => FilesBench.RunHuge(file),
    _ => 4,
};
