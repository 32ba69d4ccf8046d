namespace Brine.Pickling;

/// <summary>Says why the mapping of a type is not known.</summary>
internal static class MissingConverter
{
    private const string HowToGetTheGenerator =
        "The package Brine brings it along; a project that references Brine's projects names it itself: "
        + "<ProjectReference Include=\"...Brine.Generators.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />";

    internal static PickleTypeException Error(Type type) => new("CannotMapType", Unmapped(type) ?? Unknown(type));

    /// <summary>Tells why a class that says which Python class it is has no mapping all the same; null where there is none in the
    /// type.</summary>
    internal static string? Unmapped(Type type)
    {
        var open = new Stack<Type>([type]);
        while (open.TryPop(out Type? part))
        {
            if (part.IsDefined(typeof(PickleClassAttribute), inherit: false) && PickleConverters.Find(part) is null)
            {
                return $"{PickleTypeName.Of(part)} has [PickleClass], and no mapping was written for it: Brine's source generator did not "
                    + $"run when {part.Assembly.GetName().Name} was compiled. {HowToGetTheGenerator}";
            }

            if (part.GetElementType() is { } element)
            {
                open.Push(element);
            }

            foreach (Type argument in part.IsGenericType ? part.GetGenericArguments() : [])
            {
                open.Push(argument);
            }
        }

        return null;
    }

    private static string Unknown(Type type) =>
        $"no converter for {PickleTypeName.Of(type)} is known. Types that your code names in Load<T>, To<T> or Dump are found by Brine's "
            + "source generator when they are closed and visible to the whole assembly; "
        + "name one that it cannot see by [assembly: PickleType(typeof(...))], give a class of yours [PickleClass], or register a "
        + "converter of your own"
        + (PickleConverters.HasGenerated ? ""
            : ". The source generator did not run for any assembly of this program. " + HowToGetTheGenerator);
}
