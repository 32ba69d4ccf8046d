namespace Brine.Containers;

/// <summary>Where the probabilities of LZMA's decisions stand in one array, for decoder and encoder alike.</summary>
internal static class LzmaModel
{
    internal const int States = 12;
    internal const int MaxPositionStates = 16;
    internal const int MinMatch = 2;
    internal const int MaxMatch = 273;
    internal const int LengthStates = 4;
    internal const int ProbabilityBits = 11;
    internal const int AdaptationShift = 5;
    internal const ushort EvenChance = 1 << (ProbabilityBits - 1);
    internal const uint TopValue = 1 << 24;

    /// <summary>Slots from here on have their low four bits in the alignment tree.</summary>
    internal const int EndPositionSlot = 14;

    // A length coder: two choices, trees of 3 bits for each position state (short, middle), a tree of 8 bits.
    internal const int LengthChoice = 0;
    internal const int LengthChoice2 = 1;
    internal const int LengthLow = 2;
    internal const int LengthMiddle = LengthLow + (MaxPositionStates * 8);
    internal const int LengthHigh = LengthMiddle + (MaxPositionStates * 8);
    internal const int LengthSize = LengthHigh + 256;

    internal const int IsMatch = 0;
    internal const int IsRepeat = IsMatch + (States * MaxPositionStates);
    internal const int IsRepeat0 = IsRepeat + States;
    internal const int IsRepeat1 = IsRepeat0 + States;
    internal const int IsRepeat2 = IsRepeat1 + States;
    internal const int IsRepeat0Long = IsRepeat2 + States;
    internal const int PositionSlot = IsRepeat0Long + (States * MaxPositionStates);
    internal const int Position = PositionSlot + (LengthStates * 64);
    internal const int Align = Position + 128;
    internal const int MatchLength = Align + 16;
    internal const int RepeatLength = MatchLength + LengthSize;
    internal const int Literal = RepeatLength + LengthSize;
    internal const int LiteralSize = 0x300;

    internal static int Size(LzmaProperties properties) =>
        Literal + (LiteralSize << (properties.LiteralContextBits + properties.LiteralPositionBits));

    internal static int AfterLiteral(int state) => state < 4 ? 0 : state < 10 ? state - 3 : state - 6;

    internal static int AfterMatch(int state) => state < 7 ? 7 : 10;

    internal static int AfterRepeat(int state) => state < 7 ? 8 : 11;

    internal static int AfterShortRepeat(int state) => state < 7 ? 9 : 11;
}
