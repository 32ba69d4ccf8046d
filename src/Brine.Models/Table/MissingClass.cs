using Brine.Pickling;

namespace Brine.Models;

/// <summary>What is said of a class that is not in the table of estimators.</summary>
internal static class MissingClass
{
    internal static UnsupportedModelException Error(PyGlobal name, string path) => Packages.MayBeOwn(name.Module)
        ? new("CustomCode",
            $"{name.FullName} is a class of Python code that is not in the file, and of no package that Brine knows; supply it in C#: "
                + Supply(name), path)
        : new("UnsupportedEstimator", Describe(name), path);

    private static string Describe(PyGlobal name)
    {
        if (Packages.Of(name.Module) is { } package)
        {
            return $"{name.FullName} is of the package {package}, and not among the classes of it that Brine runs; inspect shows what it "
                + $"holds, and your own code can stand in: {Supply(name)}";
        }

        return SklearnCatalog.Find(name) switch
        {
            null when RetiredClasses.Find(name) is { } retired => $"{name.FullName} is {retired}",
            null => $"{name.FullName} is not among the classes that Brine runs",
            { ActsOnNewData: false } =>
                $"{name.Name} has no method for new data, in Python as here: it labels or places the rows of its training alone, and "
                    + "inspect shows what it found (labels_, embedding_...)",
            _ => $"{name.Name} of scikit-learn is not run yet; docs/support.md lists what is",
        };
    }

    private static string Supply(PyGlobal name) =>
        $"Model.Load(path, code => code.RegisterEstimator(\"{name.FullName}\", attributes => ...))";
}
