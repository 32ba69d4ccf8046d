using System.Globalization;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Tries the forms in which a model can be kept, on this machine, and recommends one.</summary>
public static class FormAdvisor
{
    /// <summary>Below it no compression is worth the thought.</summary>
    private const long Small = 256 << 10;

    /// <summary>A compressed file must be so much smaller.</summary>
    private const double WorthIt = 0.7;

    /// <summary>Loading a compressed file may take so much longer.</summary>
    private const double Slower = 4;

    /// <summary>Files of more than this are not tried with the slow codecs.</summary>
    private const long Large = 512L << 20;

    /// <summary>Tries all forms of the model in a file.</summary>
    /// <param name="path">A pickle, joblib or skops file, or an MLflow folder.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="progress">Told which form is tried.</param>
    /// <param name="cancellationToken">Stops the trials.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FormAdvice Advise(string path, LoadOptions? options = null, IProgress<string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using UnpackedFile file = UnpackedFile.Open(path, options);
        return Advise(file, path, options, progress, cancellationToken);
    }

    /// <summary>Tries all forms of the model in the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">What the advice calls the file.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="progress">Told which form is tried.</param>
    /// <param name="cancellationToken">Stops the trials.</param>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FormAdvice Advise(ReadOnlyMemory<byte> bytes, string name, LoadOptions? options = null,
        IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        using UnpackedFile file = UnpackedFile.Read(bytes, options);
        return Advise(file, name, options, progress, cancellationToken);
    }

    private static FormAdvice Advise(UnpackedFile file, string path, LoadOptions? options, IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        options ??= new LoadOptions();
        using ModelFile model = ModelFile.Read(file, options);
        PyValue value = model.Value;
        var forms = new List<FormMeasure>();
        var notes = new List<string>();
        foreach (FormTrial trial in FormTrial.All)
        {
            if (file.FileBytes > Large && (trial.Form.Contains("xz", StringComparison.Ordinal)
                || trial.Form.Contains("bz2", StringComparison.Ordinal)))
            {
                notes.Add($"{trial.Form}: not tried, the file is too large for it");
                continue;
            }

            progress?.Report(trial.Form);
            try
            {
                forms.Add(trial.Measure(value, options, cancellationToken));
            }
            catch (BrineException error)
            {
                notes.Add($"{trial.Form}: cannot hold it: {SafeText.Of(error.Message)}");
            }
            catch (NotSupportedException error)
            {
                notes.Add($"{trial.Form}: cannot hold it: {SafeText.Of(error.Message)}");
            }
        }

        notes.AddRange(LeaveOut(value));
        (FormMeasure best, string reason) = Choose(forms);
        return new FormAdvice
        {
            Path = path, FileBytes = file.FileBytes, Forms = [.. forms.OrderBy(form => form.Bytes)], Recommended = best, Reason = reason,
            Notes = notes,
        };
    }

    private static (FormMeasure Form, string Reason) Choose(List<FormMeasure> forms)
    {
        FormMeasure plain = forms.FirstOrDefault(form => form.Form == "pickle, protocol 5")
            ?? forms.FirstOrDefault(form => form.Form.StartsWith("pickle", StringComparison.Ordinal)) ?? forms[0];
        if (plain.Bytes < Small)
        {
            return (plain, "the model is small: every form is quick, and a plain pickle needs nothing but Python");
        }

        FormMeasure raw = forms.FirstOrDefault(form => form.Form == "joblib, not compressed") ?? plain;
        FormMeasure? packed = forms.Where(form => form.Form.StartsWith("joblib, ", StringComparison.Ordinal) && form != raw
            && form.Bytes <= raw.Bytes * WorthIt && form.LoadTime <= raw.LoadTime * Slower + TimeSpan.FromMilliseconds(50))
            .MinBy(form => form.Bytes * (1 + form.LoadTime.TotalSeconds));
        return packed is null
            ? (raw, "compression does not make it much smaller, or loading much slower; as it is, its arrays are read where they lie, and "
                + "several processes can share them by mmap_mode")
            : (packed, string.Create(CultureInfo.InvariantCulture,
                $"it is {(double)packed.Bytes / raw.Bytes:P0} of the size, and loads in {packed.LoadTime.TotalMilliseconds:N0} ms "
                    + $"instead of {raw.LoadTime.TotalMilliseconds:N0} ms"));
    }

    /// <summary>What nothing needs, of search objects and vectorizers.</summary>
    private static IEnumerable<string> LeaveOut(PyValue value)
    {
        foreach (ValuePart part in new ValueWalk(value).Parts())
        {
            if (part.Attribute == "stop_words_" && part.Value.Reference is PySet or PyList)
            {
                yield return $"leave out {SafeText.Of(part.Place)}: nothing needs it (del vectorizer.stop_words_)";
            }
            else if (part.IsEstimator() && part.Has("best_estimator_", out _) && part.Parent is null)
            {
                yield return $"save {SafeText.Of(part.Place)}.best_estimator_ alone: the search around it answers nothing more";
            }
            else if (part.Has("oob_decision_function_", out _) || part.Has("oob_prediction_", out _))
            {
                yield return $"leave out the out-of-bag answers of {SafeText.Of(part.Place)}: one for each row of the training";
            }
        }
    }
}
