namespace Brine.Training;

/// <summary>The answers of an estimator for rows that it has not seen: scikit-learn's <c>cross_val_predict</c>.</summary>
internal static class StackedAnswers
{
    /// <summary>The method that is asked: the one that is named, or the first that there is of probabilities, scores and answers.</summary>
    internal static Methods MethodOf(Estimator model, string wanted, string name, string className)
    {
        Methods method = wanted switch
        {
            "predict_proba" => Methods.PredictProba,
            "decision_function" => Methods.DecisionFunction,
            "predict" => Methods.Predict,
            _ => model.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba
                : model.Methods.HasFlag(Methods.DecisionFunction) ? Methods.DecisionFunction : Methods.Predict,
        };
        return model.Methods.HasFlag(method) ? method
            : throw new TrainingException("FitParameter",
                $"part '{name}' of {className} is {model.ClassName}, which has no {wanted}");
    }

    /// <summary>The answers, row by row; of two classes the probability of the second one alone.</summary>
    internal static (double[] Values, int Width) Of(Trainer trainer, FitCall call, IReadOnlyList<Fold> folds, Methods method,
        int classCount)
    {
        bool isProbability = method == Methods.PredictProba;
        int width = method == Methods.Predict || classCount <= 2 ? 1 : classCount;
        var values = new double[call.Rows.RowCount * width];
        foreach (Fold fold in folds)
        {
            call.Context.Cancellation.ThrowIfCancellationRequested();
            FitCall own = call.Of(fold.Train) with { Context = call.Context };
            Estimator model = EstimatorTable.Read(trainer.Train(own));
            NDArray answer = model.Call(method, call.Rows.SelectRows(fold.Test)).ToArray();
            double[] given = answer.ToDoubles();
            int columns = given.Length / Math.Max(1, fold.Test.Count);
            int[] places = [.. Enumerable.Range(0, columns)];
            if (method != Methods.Predict && model.Classes is { } classes && classes.Count < classCount)
            {
                places = isProbability ? Array.ConvertAll(classes.Values.ToInt64s(), code => (int)code)
                    : throw new TrainingException("FitRows", $"a class has rows in one of the {folds.Count} folds alone: take fewer folds");
            }

            for (int i = 0; i < fold.Test.Count; i++)
            {
                for (int column = 0; column < columns; column++)
                {
                    int place = isProbability && classCount == 2 ? places[column] - 1 : places[column];
                    if (place >= 0)
                    {
                        values[(fold.Test[i] * width) + place] = given[(i * columns) + column];
                    }
                }
            }
        }

        return (values, width);
    }

    /// <summary>Blocks of columns side by side.</summary>
    internal static Matrix Joined(IReadOnlyList<(double[] Values, int Width)> blocks, int rowCount)
    {
        int width = blocks.Sum(block => block.Width), start = 0;
        var joined = new double[rowCount * width];
        foreach ((double[] values, int own) in blocks)
        {
            for (int row = 0; row < rowCount; row++)
            {
                values.AsSpan(row * own, own).CopyTo(joined.AsSpan((row * width) + start));
            }

            start += own;
        }

        return new Matrix(rowCount, width, joined, DType.Float64);
    }
}
