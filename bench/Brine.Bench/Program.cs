// Brine.Bench predict FOLDER | pickles FOLDER SECONDS | codecs FOLDER FILE:CODEC:LEVEL...: the .NET half of the scripts in bench/, which make the folder and print the tables.
return args switch
{
    ["predict", string folder] => PredictBench.Run(folder),
    ["pickles", string folder, string seconds] => PickleBench.Run(folder, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["codecs", string folder, .. string[] files] => CodecBench.Run(folder, files),
    _ => 4,
};
