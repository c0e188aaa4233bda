"""Run the golden scripts under python3 and compare: python3 testdata/oracle.py.

Scripts that import stackless, or whose flags say `differs`, have no oracle.
"""
import glob, os, subprocess, sys, tempfile

def parts(path):
    out, name = {}, None
    for line in open(path, encoding='utf-8', newline=''):
        if line.startswith('-- ') and line.rstrip('\n').endswith(' --'):
            name = line.strip()[3:-3]
            out[name] = ''
        elif name:
            out[name] += line
    return out

def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ran, failed = 0, []
    for path in sorted(glob.glob(os.path.join(here, 'lang', '*.txtar')) + glob.glob(os.path.join(here, 'regress', '*.txtar'))):
        a = parts(path)
        if 'differs' in a.get('flags', '') or 'import stackless' in a['main.py']:
            continue
        with tempfile.TemporaryDirectory() as d:
            for name, text in a.items():
                if name.endswith(('.py', '.txt')):
                    os.makedirs(os.path.dirname(os.path.join(d, name)), exist_ok=True)
                    open(os.path.join(d, name), 'w', encoding='utf-8').write(text)
            p = subprocess.run([sys.executable, 'main.py', d], cwd=d, capture_output=True, text=True, timeout=60, input=a.get('stdin.txt', ''))
            ran += 1
            stderr = p.stderr.replace(os.path.realpath(d) + os.sep, '')
            if p.stdout != a['stdout'] or 'error' in a and stderr != a['error']:
                failed.append(os.path.basename(path))
                print('differs:', path)
    print('%d scripts, %d differ' % (ran, len(failed)))
    sys.exit(bool(failed))

main()
