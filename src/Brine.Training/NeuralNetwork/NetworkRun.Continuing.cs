namespace Brine.Training;

/// <content>One round of <c>partial_fit</c>.</content>
internal sealed partial class NetworkRun
{
    internal void DescendOnce(NetworkData data, RandomState draws, WeightSteps steps, EstimatorReader? before, AttributeWriter attributes)
    {
        int count = data.Count;
        int[] order = [.. Enumerable.Range(0, count)];
        if (rules.Shuffles)
        {
            Splitter.Shuffle(order, draws);
        }

        double loss = Round(data, order, Math.Min(rules.BatchSize ?? 200, count), steps) / count;
        int idle = before?.Int("_no_improvement_count") ?? 0;
        double least = before?.Double("best_loss_") ?? double.PositiveInfinity;
        idle = loss > least - rules.Tolerance ? idle + 1 : 0;
        if (loss < least)
        {
            attributes.SetScalar("best_loss_", loss);
        }
        else if (before is null)
        {
            attributes.Set("best_loss_", least);
        }

        long seen = (long)(before?.Double("t_") ?? 0) + count;
        steps.EndRound(seen);
        if (idle > rules.PatientRounds && !steps.Stops())
        {
            idle = 0;
        }

        PyValue[] losses = before is null ? [] : [.. before.Value("loss_curve_").As<PyList>() ?? throw before.Missing("loss_curve_")];
        // scikit-learn 1.9 counts the rounds of each call anew.
        int rounds = context.IsNew ? 0 : before?.Int("n_iter_") ?? 0;
        attributes.Set("n_iter_", rounds + 1).Set("t_", seen).SetScalar("loss_", loss)
            .Set("loss_curve_", new PyList([.. losses, context.Scalar(loss)])).Set("_no_improvement_count", idle)
            .Set("_optimizer", steps.Write(context));
    }
}
