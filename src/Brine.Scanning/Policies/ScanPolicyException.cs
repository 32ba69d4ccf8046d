namespace Brine.Scanning;

/// <summary>A policy file cannot be used.</summary>
public sealed class ScanPolicyException : BrineException
{
    /// <summary>Makes the error.</summary>
    public ScanPolicyException(string message, Exception? inner = null)
        : base("ScanPolicy", message, inner)
    {
    }
}
