using Brine.Pickling;

namespace Brine.Models;

/// <summary>Tells by what a file names whether numpy of its time selects by SIMD, which orders equal values as the processor has it.</summary>
internal static class NumpyEra
{
    // The first scikit-learn that runs with numpy 2.
    private static readonly Version First = new(1, 4, 2);

    /// <summary>False where the file is of numpy 1, whose <c>argpartition</c> has one order only.</summary>
    internal static bool OrdersByProcessor(EstimatorReader reader)
    {
        // joblib's arrays do not tell: then the version of scikit-learn must do.
        var training = reader.ValueOrNone("_fit_X").As<PyObject>();
        training = training is not null && training.TryGetAttribute("data", out PyValue stored) && stored.As<PyObject>() is { } ofSparse ? ofSparse : training;
        string module = training?.Function?.Module ?? "";
        return module.StartsWith("numpy._core", StringComparison.Ordinal)
            || (!module.StartsWith("numpy.core", StringComparison.Ordinal) && (reader.SavedBy is not { } version || version >= First));
    }
}
