using System.Collections.Concurrent;

namespace NasCluster.Dashboard.Access;

/// <summary>When each key was used last, since this process started.</summary>
internal sealed class KeyUse(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    public void Note(string name) => _last[name] = clock.GetUtcNow();

    public DateTimeOffset? LastOf(string name) => _last.TryGetValue(name, out var at) ? at : null;
}
