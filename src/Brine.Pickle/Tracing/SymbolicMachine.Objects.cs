using System.Text;

namespace Brine.Pickling;

/// <summary>Names, calls and states.</summary>
public sealed partial class SymbolicMachine
{
    private const int LongestName = 1_000;
    private const int MaxWords = 100_000;

    private bool _isInlineBad;
    private readonly Dictionary<(SymbolSource Source, long Place), string?> _words = [];

    /// <summary>The class or function that GLOBAL or INST names.</summary>
    private SymbolicGlobal ReadGlobal(in OpcodeReader reader) =>
        Name(reader, Line(reader, reader.Operand), Line(reader, reader.SecondLine), default);

    private string Line(in OpcodeReader reader, ReadOnlySpan<byte> line)
    {
        if (PickleText.DecodeUtf8(line) is { } text)
        {
            return text;
        }

        Find(TraceFindingKind.BadText, reader, "a module or class name is not UTF-8");
        return Encoding.Latin1.GetString(line);
    }

    private void StackGlobal(in OpcodeReader reader)
    {
        Need(reader, 2);
        (Symbol module, Symbol name) = (_stack[_top - 2], _stack[_top - 1]);
        if (!CanName(module) || !CanName(name))
        {
            Find(TraceFindingKind.WrongKind, reader, $"a class is named by a {module.Kind} and a {name.Kind}");
        }

        Replace(reader, _top - 2, new Symbol(Name(reader, Word(module), Word(name), (module, name))));

        static bool CanName(Symbol symbol) => !symbol.IsData || symbol.Kind is SymbolKind.Text or SymbolKind.ByteString;
    }

    /// <summary>
    /// A literal text that is short enough to be a name. Each text of the file is decoded once, however often the pickle uses it: or a few
    /// bytes could ask for megabytes to be decoded again and again.
    /// </summary>
    private string? Word(Symbol symbol)
    {
        if (symbol.Content is not SymbolSource source)
        {
            return null;
        }

        if (!_words.TryGetValue((source, symbol.Bits), out string? word))
        {
            word = symbol.ShortText(LongestName);
            if (_words.Count >= MaxWords)
            {
                _words.Clear();
            }

            _words.Add((source, symbol.Bits), word);
        }

        return word;
    }

    private SymbolicGlobal Name(in OpcodeReader reader, string? module, string? name, (Symbol, Symbol) operands)
    {
        (string? newModule, string? newName) = (module, name);
        if (module is not null && name is not null && (_protocol ?? 0) < 3 && _options.FixImports)
        {
            (newModule, newName) = CompatibleNames.ToPython3(module, name);
        }

        return Tell(new SymbolicGlobal(reader.Offset, _pickles.Count, newModule, newName)
        {
            WrittenModule = newModule == module ? null : module,
            WrittenName = newName == name ? null : name,
            Operands = operands,
        });
    }

    /// <summary>A call whose callee and arguments are the topmost values.</summary>
    private void Call(in OpcodeReader reader, SymbolicCallKind kind, int count)
    {
        int first = _top - count;
        (Symbol callee, Symbol arguments, Symbol keywords) = (_stack[first], _stack[first + 1], count == 3 ? _stack[first + 2] : default);
        if (arguments.IsData && arguments.Kind != SymbolKind.Tuple)
        {
            Find(TraceFindingKind.WrongKind, reader, $"the arguments of a call are a {arguments.Kind}");
        }

        Call(reader, kind, callee, arguments, keywords, first);
    }

    /// <summary>A call whose arguments are the values above a mark.</summary>
    private void CallAbove(in OpcodeReader reader, SymbolicCallKind kind, Symbol callee, int mark, int skip) =>
        Call(reader, kind, callee, new Symbol(Contain(reader, SymbolKind.Tuple, Above(mark + skip))), default, mark);

    private void Call(in OpcodeReader reader, SymbolicCallKind kind, Symbol callee, Symbol arguments, Symbol keywords, int first)
    {
        if (callee.IsData)
        {
            Find(TraceFindingKind.WrongKind, reader, $"a {callee.Kind} is called");
        }

        SymbolicCall call = Tell(new SymbolicCall(reader.Offset, _pickles.Count, kind, callee, arguments, keywords));
        Replace(reader, first, Reach(call));
    }

    private void Build(ref OpcodeReader reader)
    {
        Need(reader, 2);
        (Symbol target, Symbol state) = (_stack[_top - 2], _stack[_top - 1]);
        _stack[--_top] = default;
        if (target.IsData && state.Kind != SymbolKind.None)
        {
            Find(TraceFindingKind.WrongKind, reader, $"a state is given to a {target.Kind}");
        }

        SymbolicState built = Tell(new SymbolicState(reader.Offset, _pickles.Count, target, state));
        if (target.Call is not { } call)
        {
            return;
        }

        if (!call.AddState(state, _options.MaxItems))
        {
            _used.Mark(state);
        }

        try
        {
            if (!_isInlineBad && _options.AfterBuild is { } after && after(built, reader.Position) is var next && next > reader.Position)
            {
                reader.MoveTo(next);
            }
        }
        catch (PickleException error)
        {
            _isInlineBad = true;
            _isComplete = false;
            Find(TraceFindingKind.BadInlineData, reader, error.Message);
        }
    }
}
