namespace Brine.Training;

/// <summary>A parameter that is an estimator.</summary>
internal static class InnerTrainer
{
    /// <summary>Reads the estimator, checks it, and writes it down.</summary>
    internal static Trainer Bind(ParameterBinder binder, string parameter, Trainer? trainer)
    {
        if (binder.Take(parameter) is { } given)
        {
            trainer = binder.ReadTrainer!(given, parameter);
        }

        if (trainer is null)
        {
            throw binder.Bad(parameter, "None", "an estimator");
        }

        if (binder.Attributes is null && binder.Given is null)
        {
            trainer.Check(new ParameterBinder(binder.IsNew, trainer.PythonName));
        }

        if (binder.Attributes is { } attributes)
        {
            binder.Write(parameter, trainer.Describe(attributes.Context));
        }

        return trainer;
    }
}
