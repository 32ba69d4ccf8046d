using Brine.Pickling;

namespace Brine.Models;

/// <summary>Tells by what a file names whether numpy of its time selects by SIMD, which orders equal values as the processor has it.</summary>
internal static class NumpyEra
{
    /// <summary>False where the file is of numpy 1, whose <c>argpartition</c> has one order only.</summary>
    internal static bool OrdersByProcessor(EstimatorReader reader)
    {
        // joblib's arrays do not tell: then the version of scikit-learn must do; 1.4.2 is the first that runs with numpy 2.
        string module = reader.ValueOrNone("_fit_X").As<PyObject>()?.Class?.Module ?? "";
        return module.StartsWith("numpy._core", StringComparison.Ordinal)
            || (!module.StartsWith("numpy.core", StringComparison.Ordinal) && reader.SavedBy.IsAtLeast(1, 4, 2));
    }
}
