using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary>What the command can do about an error, by its code: the libraries say what is wrong, and know of no command.</summary>
internal static class Advice
{
    private const string Inspect = "'brine inspect FILE' shows what is in it";

    private static readonly Dictionary<string, (string Command, string Text)[]> ByCode = new(StringComparer.Ordinal)
    {
        ["NotAModelCsv"] = [("predict", "'brine predict MODEL FILE' takes it as data"),
            ("convert", "'brine convert FILE OUT.pkl' makes a frame of it")],
        ["NotAModelJson"] = [("predict", "'brine predict MODEL FILE' takes records as data"),
            ("convert", "'brine convert FILE OUT.pkl' makes a value of it")],
        ["NotAModelTable"] = [("predict", "'brine predict MODEL FILE' takes it as data"),
            ("convert", "'brine convert FILE OUT.pkl' makes a frame of it")],
        ["NotAPickleNpy"] = [("predict", "'brine predict MODEL FILE' takes it as data"), ("inspect", Inspect)],
        ["NotAPickleNpz"] = [("predict", "'brine predict MODEL FILE' takes it as data"), ("inspect", Inspect)],
        ["NotAPickleSkops"] = [("convert", "'brine convert FILE OUT.pkl' makes a pickle of it")],
        ["NotAPickleTorch"] = [("inspect", Inspect)],
        ["NotAPickleKeras"] = [("inspect", Inspect)],
        ["NotAPickleForeign"] = [("inspect", Inspect)],
        ["NotAPickleHdf5"] = [("inspect", Inspect)],
        ["NotAPickleZip"] = [("inspect", Inspect)],
        ["NotAPickleTar"] = [("inspect", Inspect)],
        ["NotAPickleMlflow"] = [("inspect", Inspect)],
        ["UnsupportedEstimator"] = [("inspect", Inspect)],
        ["UnsupportedExplanation"] =
            [("", "'brine explain MODEL DATA --target COLUMN --permutation' works for every classifier and regressor")],
        ["NotAnEstimator"] = [("inspect", Inspect)],
        ["UpgradeChanged"] = [("", "--except METHOD writes the file all the same")],
        ["UpgradeTarget"] = [("", "--to scikit-learn==1.9 is the newest")],
        ["InputDecimal"] = [("", "--decimal , reads 3,5 as 3.5")],
        ["InputEncoding"] = [("", "--encoding latin-1 or --encoding cp1252 are the usual ones")],
        ["InputHeader"] = [("", "--no-header takes the first line of a CSV for a row, --header for names")],
    };

    /// <summary>Codes of limits that <see cref="Limits.Trusted"/> raises.</summary>
    private static readonly HashSet<string> Raised = new(StringComparer.Ordinal)
    {
        "LimitFileBytes", "LimitDecompression", "LimitStack", "LimitMarks", "LimitMemo", "LimitIntegerDigits", "LimitIntegerBytes",
        "LimitDepth", "LimitListing", "LimitValues",
    };

    /// <summary>What to add to the message of an error, or nothing; what was just asked is not advised.</summary>
    internal static string For(Exception error, string command, bool isTrusted)
    {
        if (error is UnsupportedConversionException { IsLoss: true } loss)
        {
            return "; --lossy writes the rest" + (loss.IsIndexLoss ? ", --index keeps the labels of the rows" : "");
        }

        if (error is PickleLimitException { Code: var limit } && Raised.Contains(limit))
        {
            return isTrusted ? "" : "; for a file that you made yourself: --limits trusted";
        }

        string? code = error switch
        {
            PickleException pickle => pickle.Code,
            UnsupportedModelException model => model.Code,
            UnsupportedUpgradeException upgrade => upgrade.Code,
            ModelInputException input => input.Code,
            _ => null
        };
        string[] texts = code is not null && ByCode.TryGetValue(code, out (string Command, string Text)[]? advice)
            ? [.. advice.Where(item => item.Command != command).Select(item => item.Text)] : [];
        return texts.Length == 0 ? "" : "; " + string.Join(", ", texts);
    }

    /// <summary>What overrules what was made of data that can be read in two ways.</summary>
    internal static string ForNote(string note) =>
        note.StartsWith("the first line of the CSV", StringComparison.Ordinal) ? " (--header and --no-header overrule this)" : "";
}
