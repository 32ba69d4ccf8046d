namespace Brine.Training;

/// <summary>What all trainers of one fit share.</summary>
internal sealed class FitContext(FitOptions options)
{
    /// <summary>Describes arrays for all protocols: one dtype object a model, as numpy has it.</summary>
    internal ArrayPickler Arrays { get; } = new(4);

    /// <summary>True for the newest scikit-learn, false for 1.2.</summary>
    internal bool IsNew { get; } = options.Version == SklearnTarget.V1_9;

    internal string Version => IsNew ? "1.9.0" : "1.2.1";

    internal int ThreadCount { get; } = options.ThreadCount > 0 ? options.ThreadCount : Environment.ProcessorCount;

    internal CancellationToken Cancellation { get; } = options.CancellationToken;

    internal IProgress<double>? Progress { get; init; } = options.Progress;

    /// <summary>The same fit for a part of the model, which tells nobody how far it is.</summary>
    internal FitOptions Quiet { get; } = options with { Progress = null };

    /// <summary>What a part of the fit has that runs beside others: it shares nothing that changes.</summary>
    internal FitContext OfThread() => new(Quiet with { ThreadCount = 1 });

    internal PyValue Array(NDArray array) => Arrays.Describe(array);

    /// <summary>A numpy scalar of float64.</summary>
    internal PyValue Scalar(double value) =>
        Arrays.Describe(NDArray.OverBytes(DType.Float64, [], BitConverter.GetBytes(value)));

    /// <summary>A numpy scalar of int64.</summary>
    internal PyValue Scalar(long value) => Arrays.Describe(NDArray.OverBytes(DType.Int64, [], BitConverter.GetBytes(value)));
}
