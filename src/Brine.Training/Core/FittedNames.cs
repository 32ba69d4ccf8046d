namespace Brine.Training;

/// <summary>The <c>feature_names_in_</c> of a trained estimator.</summary>
internal static class FittedNames
{
    /// <summary>The attribute, that of the first step of a pipeline; None where there is none.</summary>
    internal static PyValue Of(PyObject fitted)
    {
        while (fitted.State.As<PyDict>() is { } state)
        {
            if (state.TryGetValue("feature_names_in_", out PyValue names))
            {
                return names;
            }

            if (!state.TryGetValue("steps", out PyValue steps) || steps.As<PyList>() is not [{ Reference: PyTuple { Count: 2 } first }, ..]
                || first[1].As<PyObject>() is not { } next)
            {
                break;
            }

            fitted = next;
        }

        return default;
    }
}
