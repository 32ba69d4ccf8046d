namespace Brine.Pickling;

/// <summary>A call that loading the pickle would make, and the object that it would give.</summary>
public sealed class SymbolicCall : TraceEvent
{
    private Symbol[] _states = [];
    private int _stateCount;

    internal SymbolicCall(int offset, int pickle, SymbolicCallKind kind, Symbol callee, Symbol argumentTuple, Symbol keywords = default)
        : base(offset, pickle) => (Kind, Callee, ArgumentTuple, Keywords) = (kind, callee, argumentTuple, keywords);

    /// <summary>The way in which the pickle calls.</summary>
    public SymbolicCallKind Kind { get; }

    /// <summary>The thing that is called: a <see cref="SymbolicGlobal"/> in nearly all pickles.</summary>
    public Symbol Callee { get; }

    /// <summary>The positional arguments; empty where they are worked out while the pickle loads.</summary>
    public ReadOnlySpan<Symbol> Arguments => ArgumentTuple.Container is { } tuple ? tuple.Items : default;

    /// <summary>The arguments as the stack had them: a tuple, or the result of another call.</summary>
    public Symbol ArgumentTuple { get; }

    /// <summary>The keyword arguments of NEWOBJ_EX: a dict; unknown for other opcodes.</summary>
    public Symbol Keywords { get; }

    /// <summary>The call inside which this one is made, for <see cref="SymbolicCallKind.Indirect"/>.</summary>
    public SymbolicCall? Via { get; internal init; }

    /// <summary>The states that BUILD gives the object, in order; the first few of them.</summary>
    public ReadOnlySpan<Symbol> States => _states.AsSpan(0, _stateCount);

    /// <summary>The items that are appended to the object, or null.</summary>
    public SymbolicContainer? ListItems { get; internal set; }

    /// <summary>The items that are set on the object, keys and values in turn, or null.</summary>
    public SymbolicContainer? DictItems { get; internal set; }

    /// <summary>The class of the object, as far as the pickle names it: the callee, or the first argument of Python's helpers that make an
    /// instance of a class.</summary>
    public SymbolicGlobal? Class =>
        Callee.Global is { Module: "copyreg" or "copy_reg", Name: "_reconstructor" or "__newobj__" or "__newobj_ex__" }
            && Arguments.Length > 0 ? Arguments[0].Global : Callee.Global;

    internal bool AddState(Symbol state, int room)
    {
        if (_stateCount >= room)
        {
            return false;
        }

        // Nearly all objects have one.
        if (_stateCount == _states.Length)
        {
            Array.Resize(ref _states, Math.Max(1, _states.Length * 2));
        }

        _states[_stateCount++] = state;
        return true;
    }
}
