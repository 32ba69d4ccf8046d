namespace Brine;

/// <summary>Something that is worth looking at in a model.</summary>
/// <param name="Id">What kind of finding it is, such as <c>NotConverged</c>; docs/doctor.md lists them.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Place">Where in the file: <c>model.steps[1][1]</c>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record DoctorFinding(string Id, DoctorSeverity Severity, string Place, string Message, string Advice);
