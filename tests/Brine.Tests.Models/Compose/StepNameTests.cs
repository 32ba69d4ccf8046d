using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Models.Compose;

/// <summary>Errors of a later step call a column by the name that <c>get_feature_names_out</c> gives it, or that it had in the
/// table.</summary>
[Trait("Stage", "Python")]
public sealed class StepNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ColumnsKeepTheirNamesBeyondTheFirstStep()
    {
        Python.Require();
        Python.Run(
            """
            import pickle, sys
            import numpy as np, pandas as pd
            from sklearn.compose import ColumnTransformer
            from sklearn.decomposition import PCA
            from sklearn.linear_model import LogisticRegression
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
            from sklearn.impute import SimpleImputer
            y = [0, 1, 0, 1]
            x = pd.DataFrame({"age": [1.0, 2, 3, 5], "income": [3.0, 1, 2, 8]})
            z = pd.DataFrame({"age": [1.0, 2, 3, 5], "city": list("abab")})
            models = {
                "plain": make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y),
                "nameless": make_pipeline(StandardScaler(), LogisticRegression()).fit(x.to_numpy(), y),
                "middle": make_pipeline(StandardScaler(), PCA(2), LogisticRegression()).fit(x, y),
                "columns": make_pipeline(ColumnTransformer([("n", make_pipeline(StandardScaler()), ["age"]), ("c", OneHotEncoder(), ["city"])]), LogisticRegression()).fit(z, y),
                "cells": make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(), LogisticRegression()).fit(z, y),
                "unknown": make_pipeline(FunctionTransformer(np.abs), StandardScaler(), LogisticRegression()).fit(x, y),
            }
            for name, model in models.items():
                with open(sys.argv[1] + "/" + name + ".pkl", "wb") as f:
                    pickle.dump(model, f)
            """,
            _folder.Path);
        const string Gap = "age,income\n1,2\n3,\n", Cities = "age,city\n1,a\n,b\n";
        AssertNamed("row 1, column 'income', and LogisticRegression", "plain", Gap);
        AssertNamed("row 1, column 'income', and PCA", "middle", Gap);
        AssertNamed("row 1, column 'n__age', and LogisticRegression", "columns", Cities);
        AssertNamed("column 'city' holds 'q'", "cells", "age,city\n1,a\n2,q\n");

        // The data has names where the training had none.
        AssertNamed("row 1, column 'income', and LogisticRegression", "nameless", Gap);
        AssertNamed("row 1, column 1, and LogisticRegression", "nameless", "[[1, 2], [3, null]]");

        AssertNamed(
            "the data has 3 columns and StandardScaler was trained on 2; the first column, 'Unnamed: 0', is the index that pandas writes: "
                + "leave it out", "nameless", ",age,income\n0,1,2\n");

        // A function does not say what its columns are called.
        AssertNamed("row 1, column 1, and LogisticRegression", "unknown", Gap);
    }

    [Fact]
    public void AMissingColumnOfAColumnTransformerHasTheClosestName()
    {
        string model = Repo.File("samples", "models", "passengers.pkl"),
            data = File.ReadAllText(Repo.File("samples", "data", "passengers.csv"));
        string header = data[..data.IndexOf('\n', StringComparison.Ordinal)].TrimEnd('\r'),
            name = Model.Load(model).Estimator.FeatureNamesIn![0];
        string file = _folder.Write("rows.csv",
            data.Replace(header, header.Replace(name, name + "s", StringComparison.Ordinal), StringComparison.Ordinal));
        (int exit, string _, string error) = Command.Run("predict", model, file);
        Assert.Equal(2, exit);
        Assert.StartsWith($"brine: InputColumns: the data lacks the column '{name}'; did you mean '{name}s'? It has ", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheIndexOfPandasIsNamed()
    {
        string iris = File.ReadAllText(Repo.File("samples", "data", "iris.csv"));
        string[] lines = iris.TrimEnd().Split('\n');
        string file = _folder.Write("rows.csv",
            string.Join('\n', lines.Select((line, i) => (i == 0 ? "" : $"{i - 1}") + "," + line)) + "\n");
        string error = Command.Run("predict", Repo.File("samples", "models", "iris-tree.pkl"), file).Error;
        Assert.Contains("'Unnamed: 0' (the index that pandas writes)", error, StringComparison.Ordinal);
    }

    private void AssertNamed(string text, string model, string rows)
    {
        (int exit, string _, string error) = Command.Run("predict", _folder[model + ".pkl"], _folder.Write("rows", rows));
        Assert.Equal(2, exit);
        Assert.Contains(text, error, StringComparison.Ordinal);
    }
}
