using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of numpy, or one of the user's, with the keyword arguments that it is called with.</summary>
public sealed record NumpyCall
{
    internal NumpyCall(string name, IReadOnlyDictionary<string, PyValue> arguments, NumpyFunction function)
    {
        Name = name;
        Arguments = arguments;
        Function = function;
    }

    /// <summary>Its name in numpy: <c>log1p</c>, <c>clip</c>...; that of a function of the user's with its module.</summary>
    public string Name { get; }

    /// <summary>The keyword arguments.</summary>
    public IReadOnlyDictionary<string, PyValue> Arguments { get; }

    /// <summary>The function as it runs here, with the arguments bound.</summary>
    internal NumpyFunction Function { get; }
}
