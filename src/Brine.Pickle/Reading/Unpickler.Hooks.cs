using System.Buffers;
using System.Text;

namespace Brine.Pickling;

/// <summary>The caller's hooks: classes, persistent ids, Python 2's strings.</summary>
public sealed partial class Unpickler
{
    /// <summary>Forgets what earlier pickles held: for pickles in a row that were written each with a memo of its own.</summary>
    public void ClearMemo() => _memo.Release();

    /// <summary>One object per name and file, as Python has one object per class: the memo of a writer goes by identity.</summary>
    private PyValue Global(ref PickleReader reader, PyValue moduleText, PyValue nameText, int code)
    {
        string module = (string)moduleText.RawReference!, name = (string)nameText.RawReference!;
        if (_globals.TryGetValue((module, name, code), out (PyGlobal Named, PyValue Found) known))
        {
            _options.OnGlobal?.Invoke(known.Named);
            return known.Found;
        }

        (string newModule, string newName) = _protocol < 3 && _options.FixImports && code == 0 ? CompatibleNames.ToPython3(module, name)
            : (module, name);
        var named = new PyGlobal(newModule == module ? moduleText : newModule, newName == name ? nameText : newName)
            { ExtensionCode = code, Source = newModule == module && newName == name ? null : (module, name) };
        _options.OnGlobal?.Invoke(named);
        PyValue found = named;
        if (_options.FindClass is { } find)
        {
            found = find(named);
            if (found.IsNone)
            {
                reader.Throw("ClassRefused", $"the file names {named.FullName}, which FindClass does not let in");
            }
        }

        _globals.Add((module, name, code), (named, found));
        return found;
    }

    private PyValue Persistent(PyValue id) => _options.PersistentLoad is { } load ? load(id) : new PyPersistent(id);

    private PyValue PersistentLine(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = reader.ReadLine();
        if (!Ascii.IsValid(line))
        {
            reader.Throw("FormatText", "a persistent id at protocol 0 is not ASCII; the file is corrupt, or not a pickle");
        }

        return Persistent(Encoding.ASCII.GetString(line));
    }

    /// <summary>Python 2's <c>str</c>, as the caller wants it.</summary>
    private PyValue ByteString(ref PickleReader reader, ReadOnlyMemory<byte> bytes) => _options.Encoding switch
    {
        ByteStringEncoding.Keep => new PyByteString(bytes),
        ByteStringEncoding.Bytes => new PyBytes(bytes),
        ByteStringEncoding.Latin1 => Encoding.Latin1.GetString(bytes.Span),
        _ => Decode(ref reader, bytes.Span),
    };

    private string Decode(ref PickleReader reader, ReadOnlySpan<byte> bytes)
    {
        bool isAscii = _options.Encoding == ByteStringEncoding.Ascii;
        if (Ascii.IsValid(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            int used = 1;
            if (!isAscii && Rune.DecodeFromUtf8(bytes, out Rune rune, out used) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else if (bytes[0] < 0x80)
            {
                text.Append((char)bytes[0]);
                used = 1;
            }
            else
            {
                AppendWrong(ref reader, text, bytes[..used]);
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    private void AppendWrong(ref PickleReader reader, StringBuilder text, ReadOnlySpan<byte> wrong)
    {
        switch (_options.Errors)
        {
            case ByteStringErrors.SurrogateEscape:
                foreach (byte value in wrong)
                {
                    text.Append((char)(0xDC00 + value));
                }

                break;
            case ByteStringErrors.Replace:
                text.Append('\uFFFD');
                break;
            case ByteStringErrors.Ignore:
                break;
            default:
                reader.Throw("FormatText",
                    $"a string of Python 2 has the byte 0x{wrong[0]:x2}, which is not {_options.Encoding}: choose another encoding (Latin1 "
                        + "takes all bytes), or leave the strings as they are");
                break;
        }
    }
}
