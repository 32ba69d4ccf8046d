using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads feature-engine's transformers of numbers.</summary>
internal static class FeatureMathReader
{
    internal static FrameTransformer Logarithm(EstimatorReader reader)
    {
        MathKind kind = reader.Text("base") switch
        {
            "e" => MathKind.Log,
            "10" => MathKind.Log10,
            _ => throw reader.Unsupported($"base={reader.ValueOrNone("base")}"),
        };
        return Each(reader, name => new MathStep(name, name, kind, 0));
    }

    internal static FrameTransformer Reciprocal(EstimatorReader reader) =>
        Each(reader, name => new MathStep(name, name, MathKind.Reciprocal, 0));

    internal static FrameTransformer Power(EstimatorReader reader)
    {
        double exponent = reader.Double("exp", 0.5);
        return Each(reader, name => new MathStep(name, name, MathKind.Power, exponent));
    }

    internal static FrameTransformer BoxCox(EstimatorReader reader) => ByLambda(reader, MathKind.BoxCox);

    internal static FrameTransformer YeoJohnson(EstimatorReader reader) => ByLambda(reader, MathKind.YeoJohnson);

    /// <summary>CyclicalFeatures: sine and cosine of a full turn at the largest number of the training.</summary>
    internal static FrameTransformer Cycles(EstimatorReader reader)
    {
        Dictionary<string, double> largest = FeatureFrame.ByColumn(reader, "max_values_")
            .ToDictionary(item => item.Column, item => FeatureFrame.Number(reader, "max_values_", item.Value));
        IReadOnlyList<string> variables = FeatureFrame.Variables(reader);
        IEnumerable<FrameStep> steps = variables.SelectMany(name =>
        {
            double turn = 2.0 * Math.PI / (largest.TryGetValue(name, out double most) ? most : throw reader.Missing("max_values_"));
            return new FrameStep[]
            {
                new MathStep(name, name + "_sin", MathKind.Sine, turn), new MathStep(name, name + "_cos", MathKind.Cosine, turn),
            };
        });
        return FeatureFrame.Make(reader, Dropping(reader, steps, variables), variables, refusesInfinity: true);
    }

    /// <summary>MathFeatures: sums, means... of several columns.</summary>
    internal static FrameTransformer RowFunctions(EstimatorReader reader)
    {
        IReadOnlyList<string> variables = FeatureFrame.Variables(reader);
        PyValue given = reader.Value("func");
        IReadOnlyList<string> functions = given.AsString() is { } one ? [one]
            : given.As<PyList>() is { } list && list.All(item => item.AsString() is not null) ? [.. list.Select(item => item.AsString()!)]
            : throw reader.Unsupported($"func={given}");
        if (functions.FirstOrDefault(function => !RowFunctionStep.Knows(function)) is { } odd)
        {
            throw reader.Unsupported($"func='{odd}'");
        }

        IReadOnlyList<string> names = reader.Has("new_variables_names") ? FeatureFrame.Names(reader, "new_variables_names")
            : [.. functions.Select(function => $"{function}_{string.Join('_', variables)}")];
        return names.Count != functions.Count
            ? throw reader.Corrupt("new_variables_names", $"it has {names.Count} names for {functions.Count} functions")
            : FeatureFrame.Make(reader,
                Dropping(reader, functions.Select((function, i) => new RowFunctionStep(variables, names[i], function)), variables),
                Whole(reader, variables), refusesInfinity: true);
    }

    /// <summary>RelativeFeatures: each variable with each reference.</summary>
    internal static FrameTransformer Pairs(EstimatorReader reader)
    {
        IReadOnlyList<string> variables = FeatureFrame.Names(reader, "variables"), references = FeatureFrame.Names(reader, "reference");
        double? filler = reader.Has("fill_value") ? reader.Double("fill_value") : null;
        IEnumerable<FrameStep> steps = FeatureFrame.Names(reader, "func").SelectMany(function => references.SelectMany(reference =>
            variables.Select(variable => new PairStep(variable, reference, $"{variable}_{function}_{reference}", KindOf(reader, function),
                filler))));
        string[] all = [.. variables.Union(references)];
        return FeatureFrame.Make(reader, Dropping(reader, steps, all), Whole(reader, all), refusesInfinity: true);
    }

    private static FrameTransformer ByLambda(EstimatorReader reader, MathKind kind)
    {
        Dictionary<string, double> lambdas = FeatureFrame.ByColumn(reader, "lambda_dict_")
            .ToDictionary(item => item.Column, item => FeatureFrame.Number(reader, "lambda_dict_", item.Value));
        return Each(reader, name => new MathStep(name, name, kind,
            lambdas.TryGetValue(name, out double lambda) ? lambda : throw reader.Missing("lambda_dict_")));
    }

    private static FrameTransformer Each(EstimatorReader reader, Func<string, FrameStep> step)
    {
        IReadOnlyList<string> variables = FeatureFrame.Variables(reader);
        return FeatureFrame.Make(reader, variables.Select(step), variables, refusesInfinity: true);
    }

    private static IReadOnlyList<string>? Whole(EstimatorReader reader, IReadOnlyList<string> columns) =>
        reader.Text("missing_values") == "ignore" ? null : columns;

    private static IEnumerable<FrameStep> Dropping(EstimatorReader reader, IEnumerable<FrameStep> steps, IReadOnlyList<string> columns) =>
        reader.Flag("drop_original", false) ? steps.Append(new DropStep(columns)) : steps;

    private static PairKind KindOf(EstimatorReader reader, string function) => function switch
    {
        "add" => PairKind.Sum,
        "sub" => PairKind.Difference,
        "mul" => PairKind.Product,
        "div" or "truediv" => PairKind.Quotient,
        "pow" => PairKind.Power,
        _ => throw reader.Unsupported($"func='{function}'"),
    };
}
