using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>KNeighborsClassifier, for one output or several.</summary>
internal sealed class KNeighborsClassifier : Estimator
{
    private readonly NeighborModel _model;
    private readonly Labels[] _classes;
    private readonly ClassVoteKernel[] _winners;
    private readonly ClassVoteKernel[] _shares;
    private readonly bool _isVector;

    internal KNeighborsClassifier(EstimatorReader reader)
        : base(reader)
    {
        _model = NeighborModel.Read(reader);
        _classes = ReadClasses(reader, out _isVector);
        bool isByDistance = NeighborWeights.AreByDistance(reader);
        NDArray y = reader.Array("_y");
        if (y.Length != (long)_model.Search.TrainingCount * _classes.Length)
        {
            throw Corrupt(reader);
        }

        long[] labels = y.ToInt64s();
        _winners = new ClassVoteKernel[_classes.Length];
        _shares = new ClassVoteKernel[_classes.Length];
        for (int k = 0; k < _classes.Length; k++)
        {
            var column = new int[_model.Search.TrainingCount];
            for (int i = 0; i < column.Length; i++)
            {
                long label = labels[(i * _classes.Length) + k];
                column[i] = label >= 0 && label < _classes[k].Count ? (int)label : throw Corrupt(reader);
            }

            _winners[k] = new ClassVoteKernel(_model, ClassName, column, _classes[k].Count, isByDistance, isWinner: true);
            _shares[k] = new ClassVoteKernel(_model, ClassName, column, _classes[k].Count, isByDistance, isWinner: false);
        }
    }

    public override Methods Methods => Methods.Predict | Methods.PredictProba | Methods.KNeighbors;

    public override int? FeatureCount => _model.Search.Dimension;

    public override RowKernel? Kernel(Methods method) => _classes.Length > 1 ? null : method switch
    {
        Methods.Predict => _winners[0],
        Methods.PredictProba => _shares[0],
        _ => null,
    };

    private protected override Answer Predict(Features x)
    {
        var columns = new NDArray[_classes.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = _classes[k].Take(Array.ConvertAll(_winners[k].RunAll(x), index => (int)index));
        }

        return _isVector ? columns[0] : OutputColumns.Stack(columns, x.RowCount);
    }

    private protected override Answer PredictProba(Features x)
    {
        Answer[] parts = [.. _shares.Select((kernel, k) => (Answer)NDArray.Of(kernel.RunAll(x), x.RowCount, _classes[k].Count))];
        return _isVector ? parts[0] : Answer.Of(parts);
    }

    private protected override Answer KNeighbors(Features x) => _model.Answer(x, ClassName);

    /// <summary><c>classes_</c> is a list of arrays where <c>y</c> has several columns (<c>outputs_2d_</c>).</summary>
    private static Labels[] ReadClasses(EstimatorReader reader, out bool isVector)
    {
        isVector = reader.Value("classes_").As<PyList>() is not { } list || !reader.Flag("outputs_2d_", true);
        if (isVector)
        {
            return [reader.Labels("classes_")];
        }

        Labels[] classes = [.. reader.Value("classes_").As<PyList>()!.Select(item => new Labels(NDArray.From(item) ?? throw Corrupt(reader)))];
        return classes.Length > 0 ? classes : throw Corrupt(reader);
    }

    private static PickleFormatException Corrupt(EstimatorReader reader) => new("FormatShape", $"classes_ and _y of {reader.Path} do not fit the training rows; the file is corrupt");
}
