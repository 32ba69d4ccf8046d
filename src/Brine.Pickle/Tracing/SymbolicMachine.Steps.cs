namespace Brine.Pickling;

/// <summary>Every opcode.</summary>
public sealed partial class SymbolicMachine
{
    private const int ToldLiteral = 8;

    private void Step(ref OpcodeReader reader)
    {
        switch (reader.Code)
        {
            case PickleOpcode.Proto:
                Declare(reader);
                break;
            case PickleOpcode.Frame:
                BeginFrame(reader);
                break;
            case PickleOpcode.Mark:
                PushMark(reader);
                break;
            case PickleOpcode.Pop:
                Drop(reader);
                break;
            case PickleOpcode.PopMark:
                int below = PopMark(reader);
                Array.Clear(_stack, below, _top - below);
                _top = below;
                break;
            case PickleOpcode.Dup:
                Need(reader, 1);
                Push(reader, _stack[_top - 1]);
                break;

            case PickleOpcode.EmptyTuple:
                Push(reader, new Symbol(new SymbolicContainer(SymbolKind.Tuple)));
                break;
            case PickleOpcode.EmptyList:
                Push(reader, new Symbol(new SymbolicContainer(SymbolKind.List)));
                break;
            case PickleOpcode.EmptyDict:
                Push(reader, new Symbol(new SymbolicContainer(SymbolKind.Dict)));
                break;
            case PickleOpcode.EmptySet:
                Push(reader, new Symbol(new SymbolicContainer(SymbolKind.Set)));
                break;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                int count = reader.Code - PickleOpcode.Tuple1 + 1;
                Need(reader, count);
                ReplaceBy(reader, SymbolKind.Tuple, _top - count);
                break;
            case PickleOpcode.Tuple:
                ReplaceBy(reader, SymbolKind.Tuple, PopMark(reader));
                break;
            case PickleOpcode.List:
                ReplaceBy(reader, SymbolKind.List, PopMark(reader));
                break;
            case PickleOpcode.Dict:
                ReplaceBy(reader, SymbolKind.Dict, PopMark(reader));
                break;
            case PickleOpcode.Frozenset:
                ReplaceBy(reader, SymbolKind.FrozenSet, PopMark(reader));
                break;
            case PickleOpcode.Append:
                Need(reader, 2);
                AddItems(reader, SymbolKind.List, _top - 1);
                break;
            case PickleOpcode.Appends:
                AddItems(reader, SymbolKind.List, PopMark(reader));
                break;
            case PickleOpcode.Setitem:
                Need(reader, 3);
                AddItems(reader, SymbolKind.Dict, _top - 2);
                break;
            case PickleOpcode.Setitems:
                AddItems(reader, SymbolKind.Dict, PopMark(reader));
                break;
            case PickleOpcode.Additems:
                AddItems(reader, SymbolKind.Set, PopMark(reader));
                break;

            case PickleOpcode.Memoize:
                Memoize(reader, _memo.Count);
                break;
            case PickleOpcode.Binput or PickleOpcode.LongBinput:
                Memoize(reader, reader.Integer);
                break;
            case PickleOpcode.Put:
                Memoize(reader, IndexLine(reader));
                break;
            case PickleOpcode.Binget or PickleOpcode.LongBinget:
                Recall(reader, reader.Integer);
                break;
            case PickleOpcode.Get:
                Recall(reader, IndexLine(reader));
                break;

            case PickleOpcode.Global:
                Push(reader, new Symbol(ReadGlobal(reader)));
                break;
            case PickleOpcode.StackGlobal:
                StackGlobal(reader);
                break;
            case PickleOpcode.Ext1 or PickleOpcode.Ext2 or PickleOpcode.Ext4:
                Push(reader, new Symbol(Tell(new SymbolicExtension(reader.Offset, _pickles.Count, (int)reader.Integer))));
                break;
            case PickleOpcode.Reduce:
                Need(reader, 2);
                Call(reader, SymbolicCallKind.Reduce, 2);
                break;
            case PickleOpcode.Newobj:
                Need(reader, 2);
                Call(reader, SymbolicCallKind.NewObject, 2);
                break;
            case PickleOpcode.NewobjEx:
                Need(reader, 3);
                Call(reader, SymbolicCallKind.NewObjectEx, 3);
                break;
            case PickleOpcode.Inst:
                SymbolicGlobal named = ReadGlobal(reader);
                CallAbove(reader, SymbolicCallKind.Instance, new Symbol(named), PopMark(reader), 0);
                break;
            case PickleOpcode.Obj:
                int mark = PopMark(reader);
                if (mark == _top)
                {
                    Find(TraceFindingKind.StackUnderflow, reader, "an instance has no class");
                    Push(reader, default);
                    break;
                }

                CallAbove(reader, SymbolicCallKind.OldObject, _stack[mark], mark, 1);
                break;
            case PickleOpcode.Build:
                Build(ref reader);
                break;
            case PickleOpcode.Persid:
                Push(reader, new Symbol(Tell(new SymbolicPersistent(reader.Offset, _pickles.Count, Literal(reader)))));
                break;
            case PickleOpcode.Binpersid:
                Need(reader, 1);
                _stack[_top - 1] = new Symbol(Tell(new SymbolicPersistent(reader.Offset, _pickles.Count, _stack[_top - 1])));
                break;
            case PickleOpcode.ReadonlyBuffer:
                Need(reader, 1);
                break;
            default:
                Symbol literal = Literal(reader);
                if (reader.Operand.Length >= ToldLiteral && literal.Content is SymbolSource { Kind: not SymbolKind.Integer })
                {
                    _options.OnLiteral?.Invoke(literal, reader.Offset);
                }

                Push(reader, literal);
                break;
        }
    }

    /// <summary>POP: a mark that is on top, else a value. A call that was made to set the state of the object below it is part of that
    /// object.</summary>
    private void Drop(in OpcodeReader reader)
    {
        if (_markCount > 0 && _marks[_markCount - 1] == _top)
        {
            _markCount--;
            return;
        }

        Need(reader, 1);
        Symbol dropped = _stack[--_top];
        _stack[_top] = default;
        if (_top > 0 && dropped.Call is { Kind: SymbolicCallKind.Reduce, Arguments.Length: 2 } setter && _stack[_top - 1].Call is { } target
            && setter.Arguments[0].Call == target && !target.AddState(dropped, _options.MaxItems))
        {
            _used.Mark(dropped);
        }
    }

    private void ReplaceBy(in OpcodeReader reader, SymbolKind kind, int first)
    {
        if (kind == SymbolKind.Dict && ((_top - first) & 1) != 0)
        {
            Find(TraceFindingKind.WrongKind, reader, "a dict has a key without a value");
        }

        SymbolicContainer made = Contain(kind, Above(first));
        CheckWeight(reader, made);
        Replace(reader, first, new Symbol(made));
    }

    private void AddItems(in OpcodeReader reader, SymbolKind kind, int first)
    {
        first = NeedBelow(reader, first);
        if (first >= _top || _isOverLimit)
        {
            return;
        }

        if (kind == SymbolKind.Dict && ((_top - first) & 1) != 0)
        {
            Find(TraceFindingKind.WrongKind, reader, "a dict has a key without a value");
        }

        Symbol target = _stack[first - 1];
        if (target.Container is { } container && container.Kind == kind)
        {
            Add(container, Above(first));
            CheckWeight(reader, container);
        }
        else
        {
            if (target.IsData)
            {
                Find(TraceFindingKind.WrongKind, reader, $"items are added to a {target.Kind}");
            }

            SymbolicContainer items = Contain(kind, Above(first));
            Tell(new SymbolicItems(reader.Offset, _pickles.Count, target, items));
            if (target.Call is { } call)
            {
                SymbolicContainer held = kind == SymbolKind.Dict ? call.DictItems ??= new SymbolicContainer(kind)
                    : call.ListItems ??= new SymbolicContainer(kind);
                Add(held, Above(first));
            }
        }

        Array.Clear(_stack, first, _top - first);
        _top = first;
    }
}
