using Brine.Models;

namespace Brine;

/// <summary>The answer of one method.</summary>
/// <param name="Method">The Python name of the method.</param>
/// <param name="Answer">Its answer.</param>
public sealed record MethodAnswer(string Method, Answer Answer);
