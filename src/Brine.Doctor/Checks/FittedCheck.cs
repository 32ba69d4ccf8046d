using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A model that was never trained, or that does not run here.</summary>
internal static class FittedCheck
{
    /// <summary>Looks whether a model runs.</summary>
    /// <param name="root">The whole.</param>
    /// <param name="findings">Told why it does not.</param>
    /// <returns>The model; null where there is none that runs.</returns>
    internal static Model? Look(ValuePart root, FindingList findings)
    {
        try
        {
            return Model.From(root.Value);
        }
        catch (UnsupportedModelException error)
        {
            if (error.IsUntrained)
            {
                findings.Add(new DoctorFinding("NotFitted", DoctorSeverity.Problem, error.Path, error.Message,
                    "call fit before the model is saved"));
            }
            else if (root.IsEstimator())
            {
                findings.Add(new DoctorFinding("CannotRun", DoctorSeverity.Note, error.Path, $"Brine does not run it: {error.Message}",
                    "the other findings hold all the same"));
            }
        }
        catch (BrineException error)
        {
            findings.Add(new DoctorFinding("CannotRun", DoctorSeverity.Problem, root.Place, error.Message,
                "its attributes do not fit each other: save it again where it was trained"));
        }

        return null;
    }
}
