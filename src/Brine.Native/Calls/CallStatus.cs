namespace Brine.Native;

/// <summary>What a call returns, as <c>brine.h</c> has it.</summary>
internal static class CallStatus
{
    internal const int Ok = 0;
    internal const int CouldNot = 2;
    internal const int Unsupported = 3;
    internal const int Misuse = 4;
    internal const int Fault = 5;
}
