namespace Brine.Training;

/// <summary>A model cannot be trained: the data, the target or a parameter is not what the class takes.</summary>
/// <param name="code">The stable name of the error, as in <c>docs/errors.md</c>.</param>
/// <param name="message">What is wrong, where, and what to do.</param>
public sealed class TrainingException(string code, string message) : BrineException(code, message);
