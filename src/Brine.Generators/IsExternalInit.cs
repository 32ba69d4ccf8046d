namespace System.Runtime.CompilerServices
{
    /// <summary>Lets a library for netstandard2.0 have records.</summary>
    internal static class IsExternalInit
    {
    }
}
