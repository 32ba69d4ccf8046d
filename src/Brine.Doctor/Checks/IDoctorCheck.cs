namespace Brine;

/// <summary>Looks for one kind of trouble while the parts of a model pass by.</summary>
internal interface IDoctorCheck
{
    /// <summary>Looks at a part.</summary>
    void Look(ValuePart part, FindingList findings);

    /// <summary>Says what only the whole shows.</summary>
    void Finish(FindingList findings)
    {
    }
}
