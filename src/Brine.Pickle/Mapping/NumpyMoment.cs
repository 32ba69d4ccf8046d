namespace Brine.Pickling;

/// <summary>A moment of numpy or pandas.</summary>
/// <param name="Local">The wall clock time.</param>
/// <param name="IsAware">True where there is a time zone.</param>
/// <param name="Offset">The distance from UTC, where it is known.</param>
/// <param name="IsExact">False where the moment lies between two ticks.</param>
internal readonly record struct NumpyMoment(DateTime Local, bool IsAware, TimeSpan? Offset, bool IsExact);
