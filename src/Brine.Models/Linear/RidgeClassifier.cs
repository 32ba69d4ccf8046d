using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>RidgeClassifier and RidgeClassifierCV: their classes are those of <c>_label_binarizer</c>, one at least; they know several labels a row.</summary>
internal sealed class RidgeClassifier : LinearClassifier
{
    private readonly bool _isMultilabel;

    internal RidgeClassifier(EstimatorReader reader)
        : this(reader, Binarizer(reader))
    {
    }

    private RidgeClassifier(EstimatorReader reader, EstimatorReader binarizer)
        : base(reader, binarizer.Labels("classes_"), ProbabilityForm.None, takesOneClass: true)
    {
        _isMultilabel = binarizer.Text("y_type_")?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
    }

    private protected override RowKernel? KernelCore(Methods method) => _isMultilabel && method == Methods.Predict ? null : base.KernelCore(method);

    private protected override Answer Predict(Features x)
    {
        if (!_isMultilabel)
        {
            return base.Predict(x);
        }

        Scores scores = Coefficients.Decide(x);
        return NDArray.Of(Array.ConvertAll(scores.Values, score => score > 0 ? 1L : 0L), scores.RowCount, scores.Width);
    }

    private static EstimatorReader Binarizer(EstimatorReader reader) => reader.Value("_label_binarizer", "label_binarizer_").As<PyObject>() is { } binarizer
        ? new EstimatorReader(binarizer, reader.Path + "._label_binarizer")
        : throw reader.Missing("_label_binarizer");
}
