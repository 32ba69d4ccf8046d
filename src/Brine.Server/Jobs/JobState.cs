namespace Brine.Server;

/// <summary>How far a job is.</summary>
internal enum JobState
{
    /// <summary>The file is there; it waits for somebody to look at what was found out.</summary>
    Ready,

    /// <summary>It waits for another job, or answers rows.</summary>
    Running,

    /// <summary>The result can be fetched.</summary>
    Done,

    /// <summary>It could not be done.</summary>
    Failed,
}
