namespace Brine.Training;

/// <summary>A model that labels the rows of its training alone: it has attributes, and no method for new rows, in Python as here.</summary>
internal sealed class TrainedLabels(EstimatorInfo info) : Estimator(info)
{
    public override EstimatorForm Form { get; } = new TrainedLabelsForm();

    public override Methods Methods => Methods.None;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    private sealed record TrainedLabelsForm : EstimatorForm;
}
