using Brine.Arrays;

namespace Brine.Models;

/// <summary>ClassifierChain and RegressorChain: each member is given the columns of the data and the answers of the members
/// before.</summary>
internal sealed class OutputChain : Estimator
{
    private readonly MultiOutputForm _form;
    private readonly InputContract _inputs;
    private readonly Methods _chainMethod;

    internal OutputChain(EstimatorInfo info, MultiOutputForm form, bool isClassifier, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _chainMethod = MethodNames.Parse(form.ChainMethod);
        Methods common = form.Members.Aggregate(Methods.PredictProba | Methods.DecisionFunction, (all, member) => all & member.Methods);
        Methods = Methods.Predict | (isClassifier ? common : Methods.None)
            | (isClassifier && common.HasFlag(Methods.PredictProba) && info.SavedVersion.IsAtLeast(1, 3) ? Methods.PredictLogProba
                : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method is not (Methods.Predict or Methods.PredictProba or Methods.DecisionFunction))
        {
            return base.Run(method, x, options);
        }

        x = UnnamedFeatures.Of(x);
        int count = _form.Members.Count, rows = x.RowCount;
        var answers = new double[rows * count];
        var before = new List<Features>();
        for (int m = 0; m < count; m++)
        {
            Estimator member = _form.Members[m];
            Features columns = Columns(x, before, rows);
            double[] handed = Ask(member, _chainMethod, columns, options);
            double[] own = method == _chainMethod ? handed : Ask(member, method, columns, options);
            for (int row = 0; row < rows; row++)
            {
                answers[(row * count) + _form.Order![m]] = own[row];
            }

            before.Add(new Matrix(rows, 1, handed));
        }

        return NDArray.Of(answers, rows, count);
    }

    /// <summary>The data is float64 from here on, because the answers are.</summary>
    private static Features Columns(Features x, List<Features> before, int rows)
    {
        if (x is SparseMatrix)
        {
            return before.Count == 0 ? x : FeatureStack.Sparse([x, .. before], rows);
        }

        Matrix matrix = x.ToMatrix();
        return FeatureStack.Dense([new Matrix(rows, matrix.ColumnCount, matrix.Values), .. before], rows);
    }

    /// <summary>One number a row: the class, the decision, or the probability of the second class.</summary>
    private static double[] Ask(Estimator member, Methods method, Features x, CallOptions options)
    {
        if (method != Methods.PredictProba)
        {
            return new Member(member, method, 1).Ask(x, options);
        }

        double[] pairs = new Member(member, method, member.Classes?.Count ?? 2).Ask(x, options);
        int width = pairs.Length / Math.Max(1, x.RowCount);
        return width < 2 && x.RowCount > 0
            ? throw new UnsupportedModelException("UnsupportedOption",
                $"{member.ClassName} in a chain knows one class only, and has no probability of a second", member.Path)
            : [.. Enumerable.Range(0, x.RowCount).Select(row => pairs[(row * width) + 1])];
    }
}
