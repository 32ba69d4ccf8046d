using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What is in the file and need not be: rows of the training, paths with names of users, mail addresses.</summary>
internal sealed class LeftoversCheck : IDoctorCheck
{
    /// <summary>So many texts are looked at.</summary>
    private const int MostTexts = 1_000_000;

    private static readonly HashSet<string> Rows = new(StringComparer.Ordinal)
        { "_fit_X", "X_train_", "X_fit_", "support_vectors_", "X_", "training_data_", "_X", "_X_fit" };

    /// <summary>Words in the names of columns that are about one person.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "firstname", "lastname", "surname", "fullname", "email", "mail", "phone", "mobile", "ssn", "passport", "iban", "birthdate",
        "birthday", "dob", "address", "street", "creditcard", "taxid",
    };

    private int _texts, _mails;
    private ValuePart? _firstMail;

    public void Look(ValuePart part, FindingList findings)
    {
        if (Rows.Contains(part.Attribute) && part.Array is { Rank: 2 } rows)
        {
            bool isSome = part.Attribute == "support_vectors_";
            findings.Note("TrainingData", part,
                $"holds {rows.Shape[0]} rows of {rows.Shape[1]} numbers of its training data{(isSome ? " (the support vectors)" : "")}",
                "who has the file has these rows: do not give it to people who may not see them");
        }
        else if (part.Attribute == "stop_words_" && part.Value.Reference is PySet or PyList)
        {
            findings.Note("Removable", part, "the words that were left out are kept in the file, and nothing needs them",
                "delete the attribute before the model is saved: del vectorizer.stop_words_");
        }

        if (part.Attribute == "feature_names_in_" && part.Parent is { } owner && owner.ColumnNames() is { } names)
        {
            string[] found = [.. names.Where(IsPersonal)];
            if (found.Length > 0)
            {
                findings.Note("PersonalColumn", owner, $"was trained on columns about persons: {string.Join(", ", found.Take(8))}",
                    "a name or an address says nothing about the next person, and may not be kept: leave it out");
            }
        }

        if (part.Value.AsString() is { Length: < 4096 } text && _texts++ < MostTexts)
        {
            LookAtText(text, part, findings);
        }
    }

    public void Finish(FindingList findings)
    {
        if (_firstMail is not null)
        {
            findings.Warn("MailAddress", _firstMail, $"holds {_mails} mail address{(_mails == 1 ? "" : "es")}",
                "take them out of the training data and train again");
        }
    }

    private void LookAtText(string text, ValuePart part, FindingList findings)
    {
        string? user = UserIn(text, "/home/", '/') ?? UserIn(text, "/Users/", '/') ?? UserIn(text, "\\Users\\", '\\');
        if (user is not null)
        {
            findings.Note("UserPath", part, $"has a path in the folder of the user '{user}'", "save the model without it");
        }
        else if (IsMail(text))
        {
            _mails++;
            _firstMail ??= part;
        }
    }

    private static string? UserIn(string text, string folder, char separator)
    {
        int start = text.IndexOf(folder, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        string rest = text[(start + folder.Length)..];
        int end = rest.IndexOf(separator, StringComparison.Ordinal);
        return end is > 0 and < 40 && rest[..end].All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ')
            ? rest[..end] : null;
    }

    /// <summary>One word, an at sign, a name with a point: enough to tell an address from other text.</summary>
    private static bool IsMail(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal), point = text.LastIndexOf('.');
        return at > 0 && text.Length <= 100 && point > at + 1 && text.Length - point is > 2 and < 12
            && text.LastIndexOf('@') == at
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '@' or '.' or '-' or '_' or '+')
            && text[(point + 1)..].All(char.IsAsciiLetter);
    }

    private static bool IsPersonal(string column)
    {
        string letters = string.Concat(column.Where(char.IsLetterOrDigit));
        return Personal.Contains(letters) || column.Split('_', ' ', '-', '.').Any(Personal.Contains);
    }
}
