#:project ../../src/Brine/Brine.csproj
// The examples of docs/custom-code.md, in their order: a test compares the page with this file and with what it prints.
using Brine;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;
using Brine.Tables;

const string models = "tests/Golden/custom/sklearn-1.2.1/";
double[,] rows = { { 0.5, 2.0, -1.0 }, { 3.0, -0.5, 1.5 } };

Console.WriteLine("-- refused");
#region refused
try
{
    Model.Load(models + "function.pkl");
}
catch (UnsupportedModelException error)
{
    Console.WriteLine(error.Message);
}
#endregion

Console.WriteLine("-- function");
#region function
Model cleaned = Model.Load(models + "function.pkl", code => code.Register("mymodule.clean", rows =>
{
    Matrix matrix = rows.ToMatrix();
    return new Matrix(matrix.RowCount, matrix.ColumnCount,
        Array.ConvertAll(matrix.AsSpan().ToArray(), value => Math.Sqrt(Math.Abs(value))));
}));
Console.WriteLine(cleaned.Predict(rows));
#endregion

Console.WriteLine("-- rows");
#region rows
Model fast = Model.Load(models + "function.pkl", code => code.RegisterRows("mymodule.clean", (row, output) =>
{
    for (int i = 0; i < row.Length; i++)
    {
        output[i] = Math.Sqrt(Math.Abs(row[i]));
    }
}));
var answer = new double[1];
fast.Estimator.Kernel(Methods.Predict)!.Run([0.5, 2.0, -1.0], answer);
Console.WriteLine($"{answer[0]:F6}");
#endregion

Console.WriteLine("-- frame");
#region frame
Model picked = Model.Load(models + "function.frame.pkl",
    code => code.Register("mymodule.pick", rows => rows.SelectColumns([2, 0])));
Console.WriteLine(picked.Predict(new Table(Column.OfNumbers("age", [1.5]), Column.OfText("kind", ["a"]), Column.OfNumbers("fare", [0.5]))));
#endregion

Console.WriteLine("-- arguments");
#region arguments
Model scaled = Model.Load(models + "function.arguments.pkl", code => code.Register("mymodule.scale", (rows, arguments) =>
{
    double by = arguments["by"].AsDouble() ?? 1, shift = arguments["shift"].AsDouble() ?? 0;
    Matrix matrix = rows.ToMatrix();
    return new Matrix(matrix.RowCount, matrix.ColumnCount, Array.ConvertAll(matrix.AsSpan().ToArray(), value => (value * by) + shift));
}));
Console.WriteLine(scaled.Predict(rows));
#endregion

Console.WriteLine("-- tokens");
#region tokens
Model words = Model.Load(models + "text.tokenizer.pkl",
    code => code.RegisterTokens("mymodule.pieces", text => text.Split('-').Select(word => word + "s")));
Console.WriteLine(words.Transform(new[] { "red-blue sky" }).ColumnCount);
#endregion

Console.WriteLine("-- object");
#region object
Model stems = Model.Load(models + "text.object.pkl",
    code => code.RegisterTokens("mymodule.Stemmer", text => text.Split(' ').Select(word => word.TrimEnd('s'))));
Console.WriteLine(stems.Transform(new[] { "a-b suns" }).ToMatrix().AsSpan().ToArray().Sum());
#endregion

Console.WriteLine("-- metric");
#region metric
Model near = Model.Load(models + "metric.tree.pkl", code => code.RegisterMetric("mymodule.taxi", (left, right) =>
{
    double sum = 0;
    for (int i = 0; i < left.Length; i++)
    {
        sum += Math.Abs(left[i] - right[i]);
    }

    return 2 * sum;
}));
Console.WriteLine(near.Predict(rows));
#endregion

Console.WriteLine("-- transformer");
#region transformer
static CustomEstimator LogColumns(EstimatorAttributes attributes)
{
    long[] columns = attributes.Array("columns").ToInt64s();
    double shift = attributes.Number("shift");
    return new CustomEstimator
    {
        Transform = rows =>
        {
            Matrix matrix = rows.ToMatrix();
            double[] values = matrix.AsSpan().ToArray();
            for (int row = 0; row < matrix.RowCount; row++)
            {
                foreach (long column in columns)
                {
                    ref double value = ref values[(row * matrix.ColumnCount) + (int)column];
                    value = Math.Log(Math.Abs(value) + shift);
                }
            }

            return new Matrix(matrix.RowCount, matrix.ColumnCount, values);
        },
    };
}

Model logs = Model.Load(models + "class.transformer.pkl", code => code.RegisterEstimator("mymodule.LogColumns", LogColumns));
Console.WriteLine(logs.Predict(rows));
#endregion

Console.WriteLine("-- estimator");
#region estimator
static CustomEstimator Threshold(EstimatorAttributes attributes)
{
    Estimator inner = attributes.Estimator("model");
    double threshold = attributes.Number("threshold");
    Labels classes = attributes.Labels("classes_");
    NDArray Shares(Features rows) => inner.Call(Methods.PredictProba, rows).ToArray();
    return new CustomEstimator
    {
        Classes = classes,
        PredictProba = Shares,
        Predict = rows => classes.Take([.. Shares(rows).ToDoubles().Chunk(2).Select(share => share[1] >= threshold ? 1 : 0)]),
    };
}

Model careful = Model.Load(models + "class.threshold.pkl", code => code.RegisterEstimator("mymodule.Threshold", Threshold));
Console.WriteLine($"{careful.Predict(rows)} of {careful.Classes}");
#endregion

Console.WriteLine("-- base");
#region base
Model ours = Model.Load(models + "class.base.pkl",
    code => code.RegisterAs("mymodule.OurLogistic", "sklearn.linear_model.LogisticRegression"));
Console.WriteLine(ours.Predict(rows));
#endregion

Console.WriteLine("-- options");
#region options
CustomCode code = new CustomCode()
    .RegisterEstimator("mymodule.Threshold", Threshold)
    .RegisterEstimator("mymodule.LogColumns", LogColumns);
using (Stream stream = File.OpenRead(models + "class.nested.pkl"))
{
    Model nested = await Model.LoadAsync(stream, new LoadOptions { Code = code });
    Console.WriteLine(nested.Predict(rows));
}
#endregion
