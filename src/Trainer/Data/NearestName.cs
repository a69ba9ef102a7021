using NasCluster.Domain;

namespace NasCluster.Trainer.Data;

/// <summary>Finds the name that a wrong one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest changed characters; null where every name needs more than a third of them changed.</summary>
    public static string? Of(string wrong, IEnumerable<string> names)
    {
        var near = names
            .Select(name => (Name: name, Edits: EditDistance.Of(wrong, name)))
            .Where(pair => pair.Edits * 3 <= wrong.Length)
            .ToList();
        return near.Count > 0 ? near.MinBy(pair => pair.Edits).Name : null;
    }
}
