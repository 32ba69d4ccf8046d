namespace Brine.Store;

/// <summary>A bucket did not write, because an object is there.</summary>
/// <param name="isConflict">True where another one is writing it now.</param>
/// <param name="cause">What the bucket said.</param>
internal sealed class S3ConditionException(bool isConflict, Exception cause) : Exception("an object is there", cause)
{
    internal bool IsConflict => isConflict;
}
