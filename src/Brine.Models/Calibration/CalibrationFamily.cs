namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.calibration</c>.</summary>
internal static class CalibrationFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.calibration", "CalibratedClassifierCV", CalibrationReader.Classifier),
    ];
}
