using System.Text;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>The names that Python 3 gives to what Python 2 calls otherwise.</summary>
internal static class PythonNames
{
    /// <summary>Asks the reader itself, by a pickle of protocol 0 that holds nothing but the name.</summary>
    internal static PyGlobal ToPython3(string module, string name) =>
        Unpickler.Load(Encoding.UTF8.GetBytes($"c{module}\n{name}\n.")).As<PyGlobal>() ?? new PyGlobal(module, name);
}
