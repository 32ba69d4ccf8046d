using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads an estimator inside of another one, with whatever table knows its class.</summary>
/// <param name="value">The value in the file.</param>
/// <param name="path">Where it stands.</param>
/// <param name="depth">How deep it stands in other estimators.</param>
/// <param name="context">What all estimators of the model share.</param>
internal delegate Estimator ChildReader(PyValue value, string path, int depth, ReadContext? context);
