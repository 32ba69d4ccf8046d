using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Functions and classes of modules that no library has: the file opens only where that code is.</summary>
internal sealed class CodeCheck : IDoctorCheck
{
    /// <summary>Python itself, and what every model stands on.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "sklearn", "_loss", "numpy", "scipy", "pandas", "joblib", "pyarrow", "polars", "pytz", "dateutil", "builtins", "__builtin__",
        "copy_reg", "copyreg", "collections", "functools", "operator", "_operator", "datetime", "decimal", "fractions", "uuid", "pathlib",
        "types", "typing", "re", "_codecs", "codecs", "enum", "math", "itertools", "array", "random", "string", "zoneinfo", "_io", "io",
        "abc",
    };

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Look(ValuePart part, FindingList findings)
    {
        PyGlobal? name = part.Value.As<PyGlobal>() ?? part.Object?.Class ?? part.Object?.Function;
        if (name is null)
        {
            return;
        }

        string package = name.Module.Split('.')[0];
        if (package is "cloudpickle" or "dill" or "_dill" && _told.Add(package))
        {
            findings.Warn("CodeInside", part, $"code of Python lies in the file, put there by {package}",
                "it runs in whoever loads the file with Python: write the function into a module that is installed");
        }
        else if (package == "__main__" && _told.Add(name.FullName))
        {
            findings.Warn("MainModule", part, $"names {name.FullName}, which is wherever the script was that saved it",
                "move it into a module of its own, which is installed with the model, and save again");
        }
        else if (!Known.Contains(package) && Packages.Of(name.Module) is null && _told.Add(name.FullName))
        {
            findings.Note("CustomCode", part, $"names {name.FullName}, which is not of a library that is known",
                $"the file opens only where the module {name.Module} is installed");
        }
    }
}
