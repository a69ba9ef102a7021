using NasCluster.Domain;

namespace NasCluster.Trainer.Data;

/// <summary>Finds the name that a wrong one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest changed characters; null where every name needs more than a third of them changed.</summary>
    public static string? Of(string wrong, IEnumerable<string> names)
    {
        var nearest = names
            .Select(name => (Name: name, Edits: EditDistance.Of(wrong, name)))
            .DefaultIfEmpty()
            .MinBy(pair => pair.Edits);
        return nearest.Name is not null && nearest.Edits * 3 <= wrong.Length ? nearest.Name : null;
    }
}
