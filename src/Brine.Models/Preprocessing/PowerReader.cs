namespace Brine.Models;

/// <summary>Reads PowerTransformer.</summary>
internal static class PowerReader
{
    internal static PowerTransformer Read(EstimatorReader reader)
    {
        string method = reader.Text("method") ?? "yeo-johnson";
        if (method is not ("yeo-johnson" or "box-cox"))
        {
            throw reader.Unsupported($"method='{method}'");
        }

        double[] powers = reader.NumericArray("lambdas_").ToDoubles();
        bool scales = reader.Flag("standardize", true);
        Estimator? scaler = scales
            ? reader.Child("_scaler") as ColumnScaler ?? throw reader.Unsupported("a _scaler that is no StandardScaler") : null;
        if ((reader.TryInt("n_features_in_", out int count) && count != powers.Length)
            || (scaler?.FeatureCount is { } width && width != powers.Length))
        {
            throw reader.Corrupt("lambdas_", $"it has {powers.Length} numbers, and there are {scaler?.FeatureCount ?? count} columns");
        }

        SavedVersion version = reader.SavedBy;
        var form = new PowerForm(powers, scaler)
        {
            IsBoxCox = method == "box-cox",
            TakesLogarithms = version.IsAtLeast(1, 7),
            InvertsByScipy = version.IsAtLeast(1, 7),
            TakesCephes = !version.IsAtLeast(1, 6),
            WidensSingles = version.IsAtLeast(1, 6),
        };
        return new(reader.Info, form);
    }
}
