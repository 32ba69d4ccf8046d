using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The form of sklearn2pmml's ExpressionTransformer: one column, computed of each row.</summary>
public sealed record ExpressionForm : EstimatorForm
{
    internal ExpressionForm(string expression) => Expression = expression;

    /// <summary><c>expr</c>, Python's arithmetic over <c>X[0]</c> or <c>X["name"]</c>.</summary>
    public string Expression { get; }

    /// <summary><c>map_missing_to</c>: the answer to rows with a missing value; None where they are computed too.</summary>
    public PyValue MissingAnswer { get; init; }

    /// <summary><c>default_value</c>: stands for an answer that is missing; None for none.</summary>
    public PyValue DefaultAnswer { get; init; }

    /// <summary>True where a division by zero gives a missing answer (<c>invalid_value_treatment='as_missing'</c>), false where it is
    /// refused.</summary>
    public bool AllowsErrors { get; init; }

    /// <summary><c>dtype</c>; null for objects, or what pandas makes of them.</summary>
    public DType? DType { get; init; }
}
