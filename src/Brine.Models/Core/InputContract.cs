namespace Brine.Models;

/// <summary>
/// What a method of a model takes: the arguments that scikit-learn hands to <c>check_array</c>, in the version that saved the model.
/// Everything else is refused with a <see cref="ModelInputException"/>.
/// </summary>
public sealed record InputContract
{
    /// <summary>Numbers, all there and finite, in a dense matrix.</summary>
    public static InputContract Finite { get; } = new();

    /// <summary>Numbers, all there and finite, in a dense or a sparse matrix.</summary>
    public static InputContract FiniteOrSparse { get; } = new() { TakesSparse = true };

    /// <summary>The model itself looks at nothing.</summary>
    public static InputContract Anything { get; } = new()
    {
        Kind = InputKind.Anything, TakesMissing = true, TakesInfinity = true, TakesSparse = true, TakesVector = true, TakesEmpty = true,
        TakesNoColumns = true,
    };

    /// <summary>Documents, of which there is at least one.</summary>
    public static InputContract Documents { get; } = new() { Kind = InputKind.Documents, TakesVector = true };

    /// <summary>Records, of which there is at least one.</summary>
    public static InputContract Records { get; } = new() { Kind = InputKind.Records, TakesVector = true, TakesNoColumns = true };

    /// <summary>Images, all numbers there and finite.</summary>
    public static InputContract Images { get; } = new() { Kind = InputKind.Images };

    /// <summary>What the data is made of.</summary>
    public InputKind Kind { get; init; }

    /// <summary>True where a number may be missing (NaN).</summary>
    public bool TakesMissing { get; init; }

    /// <summary>True where a number may be infinite.</summary>
    public bool TakesInfinity { get; init; }

    /// <summary>True where the data may be a sparse matrix.</summary>
    public bool TakesSparse { get; init; }

    /// <summary>False where a number may be missing in a dense matrix only.</summary>
    public bool TakesMissingInSparse { get; init; } = true;

    /// <summary>True where the values of a sparse matrix are not looked at, though those of a dense one are.</summary>
    public bool TakesAnySparse { get; init; }

    /// <summary>True where numbers may be negative; false where they count something.</summary>
    public bool TakesNegative { get; init; } = true;

    /// <summary>True where the data may have one dimension.</summary>
    public bool TakesVector { get; init; }

    /// <summary>True where there may be no rows.</summary>
    public bool TakesEmpty { get; init; }

    /// <summary>True where there may be no columns.</summary>
    public bool TakesNoColumns { get; init; }

    /// <summary>In what precision the method computes.</summary>
    public InputPrecision Precision { get; init; }

    /// <summary>Which floats the method asks for; of no account where <see cref="Precision"/> names one.</summary>
    public InputFloats Floats { get; init; }

    /// <summary>True where an array of text is read as numbers.</summary>
    internal bool ReadsTextArrays =>
        !LooksFirst
            && (Floats is InputFloats.DoubleOrSingle or InputFloats.Any || Precision is InputPrecision.Double or InputPrecision.Single);

    /// <summary>True where numbers and bools become objects, as the training was of, before they are looked at.</summary>
    internal bool MakesObjects { get; init; }

    /// <summary>True where the data is looked at before it is converted.</summary>
    internal bool LooksFirst { get; init; }

    /// <summary>Which values a row of numbers may hold.</summary>
    internal ValueRule Rule =>
        TakesInfinity ? ValueRule.Any : !TakesNegative ? ValueRule.FiniteCount : TakesMissing ? ValueRule.NoInfinity : ValueRule.Finite;

    /// <summary>What all of several methods take.</summary>
    internal static InputContract OfAll(IEnumerable<InputContract> contracts) =>
        contracts.Aggregate(Anything, (all, one) => new InputContract
    {
        Kind = all.Kind == one.Kind || one.Kind == InputKind.Anything ? all.Kind
            : all.Kind == InputKind.Anything ? one.Kind : InputKind.Columns,
        TakesMissing = all.TakesMissing && one.TakesMissing,
        TakesInfinity = all.TakesInfinity && one.TakesInfinity,
        TakesSparse = all.TakesSparse && one.TakesSparse,
        TakesMissingInSparse = all.TakesMissingInSparse && one.TakesMissingInSparse,
        TakesAnySparse = all.TakesAnySparse && one.TakesAnySparse,
        TakesNegative = all.TakesNegative && one.TakesNegative,
        TakesVector = all.TakesVector && one.TakesVector,
        TakesEmpty = all.TakesEmpty && one.TakesEmpty,
        TakesNoColumns = all.TakesNoColumns && one.TakesNoColumns,
        Precision = one.Precision == InputPrecision.Single ? one.Precision : all.Precision,
    });
}
