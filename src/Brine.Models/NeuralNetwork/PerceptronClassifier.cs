using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>MLPClassifier: binary by one output and a threshold of a half, several classes by the largest, several labels by a half each.</summary>
internal sealed class PerceptronClassifier : Estimator
{
    private readonly LayerStack _layers;
    private readonly bool _isMultilabel;

    internal PerceptronClassifier(EstimatorReader reader)
        : base(reader)
    {
        _layers = new LayerStack(reader);
        PyValue binarizer = reader.ValueOrNone("_label_binarizer").IsNone ? reader.ValueOrNone("label_binarizer_") : reader.ValueOrNone("_label_binarizer");
        string? type = null;
        Labels? labels = null;
        if (binarizer.As<PyObject>() is { } instance)
        {
            var inner = new EstimatorReader(instance, reader.Path + "._label_binarizer");
            type = inner.Text("y_type_");
            labels = inner.Labels("classes_");
        }

        _isMultilabel = type?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
        Classes = labels ?? reader.Labels("classes_");
        bool fits = _isMultilabel ? _layers.OutputCount == Classes.Count : _layers.OutputCount == (Classes.Count <= 2 ? 1 : Classes.Count);
        if (!fits)
        {
            throw new PickleFormatException("FormatModel", $"{reader.ClassName} at {reader.Path} has {Classes.Count} classes and {_layers.OutputCount} outputs; the file is corrupt");
        }
    }

    public override Labels Classes { get; }

    public override Methods Methods => Methods.Probabilities;

    public override int? FeatureCount => _layers.InputCount;

    public override RowKernel? Kernel(Methods method) => method switch
    {
        Methods.Predict when !_isMultilabel => new PerceptronClassKernel(_layers),
        Methods.PredictProba when _layers.OutputCount > 1 => _layers,
        _ => null,
    };

    private protected override Answer Predict(Features x)
    {
        Decisions outputs = _layers.RunAll(x);
        if (_isMultilabel)
        {
            return NDArray.Of(Array.ConvertAll(outputs.Values, value => value > 0.5 ? 1L : 0L), outputs.RowCount, outputs.Columns);
        }

        return outputs.Columns == 1
            ? Classes.Take(Array.ConvertAll(outputs.Values, value => value > 0.5 ? Classes.Count - 1 : 0))
            : Classes.TakeLargest(outputs.Values);
    }

    private protected override Answer PredictProba(Features x)
    {
        Decisions outputs = _layers.RunAll(x);
        if (outputs.Columns > 1)
        {
            return outputs.ToArray(flattenOne: false);
        }

        var both = new double[2 * outputs.RowCount];
        for (int row = 0; row < outputs.RowCount; row++)
        {
            double positive = outputs.Values[row];
            both[2 * row] = outputs.IsSingle ? 1f - (float)positive : 1 - positive;
            both[(2 * row) + 1] = positive;
        }

        return new Decisions(both, 2, outputs.IsSingle).ToArray(flattenOne: false);
    }
}
