namespace NasCluster.Dashboard.Notices;

/// <summary>Hands notices on to open pages.</summary>
internal sealed class NoticeBoard
{
    /// <summary>A notice was put up.</summary>
    public event Action<Notice>? Put;

    public void Add(Notice notice) => Put?.Invoke(notice);
}
