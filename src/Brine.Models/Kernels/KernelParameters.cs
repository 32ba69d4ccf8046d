namespace Brine.Models;

/// <summary>A kernel and its parameters.</summary>
public sealed record KernelParameters
{
    internal KernelParameters(KernelKind kind) => Kind = kind;

    /// <summary>Which kernel.</summary>
    public KernelKind Kind { get; }

    /// <summary><c>gamma</c>; null where it is one over the number of columns at each call.</summary>
    public double? Gamma { get; init; }

    /// <summary><c>degree</c></summary>
    public double Degree { get; init; } = 3;

    /// <summary><c>coef0</c></summary>
    public double Coef0 { get; init; } = 1;

    /// <summary>Which kernel a name stands for, or null.</summary>
    internal static KernelKind? KindOf(string? name) => name switch
    {
        "linear" => KernelKind.Linear,
        "poly" or "polynomial" => KernelKind.Polynomial,
        "rbf" => KernelKind.Rbf,
        "sigmoid" => KernelKind.Sigmoid,
        "cosine" => KernelKind.Cosine,
        "laplacian" => KernelKind.Laplacian,
        "additive_chi2" => KernelKind.AdditiveChi2,
        "chi2" => KernelKind.Chi2,
        "precomputed" => KernelKind.Precomputed,
        _ => null,
    };

    /// <summary>Reads <c>kernel</c> and its parameters; null where the kernel is another one.</summary>
    internal static KernelParameters? Read(EstimatorReader reader) =>
        KindOf(reader.Text("kernel")) is not { } kind ? null : new KernelParameters(kind)
        {
            Gamma = reader.Has("gamma_") ? reader.Double("gamma_") : reader.Has("gamma") ? reader.Double("gamma") : null,
            Degree = reader.Double("degree", 3),
            Coef0 = reader.Double("coef0", 1),
        };
}
